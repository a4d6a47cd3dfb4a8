import type { Service } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { allocateAddress } from "./address/allocate-address.ts";
import { associateAddress } from "./address/associate-address.ts";
import { describeAddresses } from "./address/describe-addresses.ts";
import { describeAddressesAttribute } from "./address/describe-addresses-attribute.ts";
import { disassociateAddress } from "./address/disassociate-address.ts";
import { releaseAddress } from "./address/release-address.ts";
import { cancelCapacityReservation } from "./capacity-reservation/cancel-capacity-reservation.ts";
import { createCapacityReservation } from "./capacity-reservation/create-capacity-reservation.ts";
import { describeCapacityReservations } from "./capacity-reservation/describe-capacity-reservations.ts";
import { modifyCapacityReservation } from "./capacity-reservation/modify-capacity-reservation.ts";
import { prepareDefaultVpc } from "./default-vpc.ts";
import { createVpcEndpoint } from "./endpoint/create-vpc-endpoint.ts";
import { deleteVpcEndpoints } from "./endpoint/delete-vpc-endpoints.ts";
import { describeVpcEndpointServices } from "./endpoint/describe-vpc-endpoint-services.ts";
import { describeVpcEndpoints } from "./endpoint/describe-vpc-endpoints.ts";
import { vpcEndpointGone, vpcEndpointReady } from "./endpoint/lifecycle.ts";
import { modifyVpcEndpoint } from "./endpoint/modify-vpc-endpoint.ts";
import { createFlowLogs } from "./flow-log/create-flow-logs.ts";
import { deleteFlowLogs } from "./flow-log/delete-flow-logs.ts";
import { describeFlowLogs } from "./flow-log/describe-flow-logs.ts";
import { attachInternetGateway } from "./gateway/attach-internet-gateway.ts";
import { createEgressOnlyInternetGateway } from "./gateway/create-egress-only-internet-gateway.ts";
import { createInternetGateway } from "./gateway/create-internet-gateway.ts";
import { deleteEgressOnlyInternetGateway } from "./gateway/delete-egress-only-internet-gateway.ts";
import { deleteInternetGateway } from "./gateway/delete-internet-gateway.ts";
import { describeEgressOnlyInternetGateways } from "./gateway/describe-egress-only-internet-gateways.ts";
import { describeInternetGateways } from "./gateway/describe-internet-gateways.ts";
import { detachInternetGateway } from "./gateway/detach-internet-gateway.ts";
import { describeImages } from "./image/describe-images.ts";
import { describeInstanceAttribute } from "./instance/describe-instance-attribute.ts";
import { describeInstanceStatus } from "./instance/describe-instance-status.ts";
import { describeInstances } from "./instance/describe-instances.ts";
import { getInstanceUefiData } from "./instance/get-instance-uefi-data.ts";
import { instanceForgotten, instanceRunning, instanceTerminated } from "./instance/lifecycle.ts";
import { runInstances } from "./instance/run-instances.ts";
import { terminateInstances } from "./instance/terminate-instances.ts";
import { describeInstanceTypeOfferings } from "./instance-type/describe-instance-type-offerings.ts";
import { describeInstanceTypes } from "./instance-type/describe-instance-types.ts";
import { getInstanceTypesFromInstanceRequirements } from "./instance-type/get-instance-types-from-instance-requirements.ts";
import { deleteKeyPair } from "./key-pair/delete-key-pair.ts";
import { describeKeyPairs } from "./key-pair/describe-key-pairs.ts";
import { importKeyPair } from "./key-pair/import-key-pair.ts";
import { createLaunchTemplate } from "./launch-template/create-launch-template.ts";
import { createLaunchTemplateVersion } from "./launch-template/create-launch-template-version.ts";
import { deleteLaunchTemplate } from "./launch-template/delete-launch-template.ts";
import { deleteLaunchTemplateVersions } from "./launch-template/delete-launch-template-versions.ts";
import { describeLaunchTemplateVersions } from "./launch-template/describe-launch-template-versions.ts";
import { describeLaunchTemplates } from "./launch-template/describe-launch-templates.ts";
import { modifyLaunchTemplate } from "./launch-template/modify-launch-template.ts";
import { createNatGateway } from "./nat-gateway/create-nat-gateway.ts";
import { deleteNatGateway } from "./nat-gateway/delete-nat-gateway.ts";
import { describeNatGateways } from "./nat-gateway/describe-nat-gateways.ts";
import { natGatewayForgotten, natGatewayGone, natGatewayReady } from "./nat-gateway/lifecycle.ts";
import { createNetworkAcl } from "./network-acl/create-network-acl.ts";
import { createNetworkAclEntry } from "./network-acl/create-network-acl-entry.ts";
import { deleteNetworkAcl } from "./network-acl/delete-network-acl.ts";
import { deleteNetworkAclEntry } from "./network-acl/delete-network-acl-entry.ts";
import { describeNetworkAcls } from "./network-acl/describe-network-acls.ts";
import { replaceNetworkAclAssociation } from "./network-acl/replace-network-acl-association.ts";
import { replaceNetworkAclEntry } from "./network-acl/replace-network-acl-entry.ts";
import { createNetworkInterface } from "./network-interface/create-network-interface.ts";
import { deleteNetworkInterface } from "./network-interface/delete-network-interface.ts";
import { describeNetworkInterfaces } from "./network-interface/describe-network-interfaces.ts";
import { detachNetworkInterface } from "./network-interface/detach-network-interface.ts";
import { modifyNetworkInterfaceAttribute } from "./network-interface/modify-network-interface-attribute.ts";
import { createPlacementGroup } from "./placement-group/create-placement-group.ts";
import { deletePlacementGroup } from "./placement-group/delete-placement-group.ts";
import { describePlacementGroups } from "./placement-group/describe-placement-groups.ts";
import { createManagedPrefixList } from "./prefix-list/create-managed-prefix-list.ts";
import { deleteManagedPrefixList } from "./prefix-list/delete-managed-prefix-list.ts";
import { describeManagedPrefixLists } from "./prefix-list/describe-managed-prefix-lists.ts";
import { describePrefixLists } from "./prefix-list/describe-prefix-lists.ts";
import { getManagedPrefixListEntries } from "./prefix-list/get-managed-prefix-list-entries.ts";
import { modifyManagedPrefixList } from "./prefix-list/modify-managed-prefix-list.ts";
import { associateRouteTable } from "./route-table/associate-route-table.ts";
import { createRoute } from "./route-table/create-route.ts";
import { createRouteTable } from "./route-table/create-route-table.ts";
import { deleteRoute } from "./route-table/delete-route.ts";
import { deleteRouteTable } from "./route-table/delete-route-table.ts";
import { describeRouteTables } from "./route-table/describe-route-tables.ts";
import { disassociateRouteTable } from "./route-table/disassociate-route-table.ts";
import { replaceRoute } from "./route-table/replace-route.ts";
import { replaceRouteTableAssociation } from "./route-table/replace-route-table-association.ts";
import { authorizeSecurityGroupEgress } from "./security-group/authorize-security-group-egress.ts";
import { authorizeSecurityGroupIngress } from "./security-group/authorize-security-group-ingress.ts";
import { createSecurityGroup } from "./security-group/create-security-group.ts";
import { deleteSecurityGroup } from "./security-group/delete-security-group.ts";
import { describeSecurityGroupRules } from "./security-group/describe-security-group-rules.ts";
import { describeSecurityGroups } from "./security-group/describe-security-groups.ts";
import { modifySecurityGroupRules } from "./security-group/modify-security-group-rules.ts";
import { revokeSecurityGroupEgress } from "./security-group/revoke-security-group-egress.ts";
import { revokeSecurityGroupIngress } from "./security-group/revoke-security-group-ingress.ts";
import { updateSecurityGroupRuleDescriptionsEgress } from "./security-group/update-security-group-rule-descriptions-egress.ts";
import { updateSecurityGroupRuleDescriptionsIngress } from "./security-group/update-security-group-rule-descriptions-ingress.ts";
import { associateSubnetCidrBlock } from "./subnet/associate-subnet-cidr-block.ts";
import { createSubnet } from "./subnet/create-subnet.ts";
import { deleteSubnet } from "./subnet/delete-subnet.ts";
import { describeSubnets } from "./subnet/describe-subnets.ts";
import { disassociateSubnetCidrBlock } from "./subnet/disassociate-subnet-cidr-block.ts";
import { modifySubnetAttribute } from "./subnet/modify-subnet-attribute.ts";
import { createTags } from "./tags/create-tags.ts";
import { deleteTags } from "./tags/delete-tags.ts";
import { describeTags } from "./tags/describe-tags.ts";
import { createVolume } from "./volume/create-volume.ts";
import { deleteVolume } from "./volume/delete-volume.ts";
import { describeVolumes } from "./volume/describe-volumes.ts";
import { associateVpcCidrBlock } from "./vpc/associate-vpc-cidr-block.ts";
import { createVpc } from "./vpc/create-vpc.ts";
import { deleteVpc } from "./vpc/delete-vpc.ts";
import { describeVpcAttribute } from "./vpc/describe-vpc-attribute.ts";
import { describeVpcs } from "./vpc/describe-vpcs.ts";
import { disassociateVpcCidrBlock } from "./vpc/disassociate-vpc-cidr-block.ts";
import { modifyVpcAttribute } from "./vpc/modify-vpc-attribute.ts";
import { describeAvailabilityZones } from "./zones/describe-availability-zones.ts";
import { describeRegions } from "./zones/describe-regions.ts";

export const ec2: Service = {
  name: "ec2",
  prepare: prepareDefaultVpc,
  events: [
    instanceForgotten,
    instanceRunning,
    instanceTerminated,
    natGatewayForgotten,
    natGatewayGone,
    natGatewayReady,
    vpcEndpointGone,
    vpcEndpointReady,
  ],
  operations: [
    allocateAddress,
    associateAddress,
    associateRouteTable,
    associateSubnetCidrBlock,
    associateVpcCidrBlock,
    attachInternetGateway,
    authorizeSecurityGroupEgress,
    authorizeSecurityGroupIngress,
    cancelCapacityReservation,
    createCapacityReservation,
    createEgressOnlyInternetGateway,
    createFlowLogs,
    createInternetGateway,
    createLaunchTemplate,
    createLaunchTemplateVersion,
    createManagedPrefixList,
    createNatGateway,
    createNetworkAcl,
    createNetworkAclEntry,
    createNetworkInterface,
    createPlacementGroup,
    createRoute,
    createRouteTable,
    createSecurityGroup,
    createSubnet,
    createTags,
    createVolume,
    createVpc,
    createVpcEndpoint,
    deleteEgressOnlyInternetGateway,
    deleteFlowLogs,
    deleteInternetGateway,
    deleteKeyPair,
    deleteLaunchTemplate,
    deleteLaunchTemplateVersions,
    deleteManagedPrefixList,
    deleteNatGateway,
    deleteNetworkAcl,
    deleteNetworkAclEntry,
    deleteNetworkInterface,
    deletePlacementGroup,
    deleteRoute,
    deleteRouteTable,
    deleteSecurityGroup,
    deleteSubnet,
    deleteTags,
    deleteVolume,
    deleteVpc,
    deleteVpcEndpoints,
    describeAddresses,
    describeAddressesAttribute,
    describeAvailabilityZones,
    describeCapacityReservations,
    describeEgressOnlyInternetGateways,
    describeFlowLogs,
    describeImages,
    describeInstanceAttribute,
    describeInstanceStatus,
    describeInstanceTypeOfferings,
    describeInstanceTypes,
    describeInstances,
    describeInternetGateways,
    describeKeyPairs,
    describeLaunchTemplateVersions,
    describeLaunchTemplates,
    describeManagedPrefixLists,
    describeNatGateways,
    describeNetworkAcls,
    describeNetworkInterfaces,
    describePlacementGroups,
    describePrefixLists,
    describeRegions,
    describeRouteTables,
    describeSecurityGroupRules,
    describeSecurityGroups,
    describeSubnets,
    describeTags,
    describeVolumes,
    describeVpcAttribute,
    describeVpcEndpointServices,
    describeVpcEndpoints,
    describeVpcs,
    detachInternetGateway,
    detachNetworkInterface,
    disassociateAddress,
    disassociateRouteTable,
    disassociateSubnetCidrBlock,
    disassociateVpcCidrBlock,
    getInstanceTypesFromInstanceRequirements,
    getInstanceUefiData,
    getManagedPrefixListEntries,
    importKeyPair,
    modifyCapacityReservation,
    modifyLaunchTemplate,
    modifyManagedPrefixList,
    modifyNetworkInterfaceAttribute,
    modifySecurityGroupRules,
    modifySubnetAttribute,
    modifyVpcAttribute,
    modifyVpcEndpoint,
    releaseAddress,
    replaceNetworkAclAssociation,
    replaceNetworkAclEntry,
    replaceRoute,
    replaceRouteTableAssociation,
    revokeSecurityGroupEgress,
    revokeSecurityGroupIngress,
    runInstances,
    terminateInstances,
    updateSecurityGroupRuleDescriptionsEgress,
    updateSecurityGroupRuleDescriptionsIngress,
  ],
  // Types are no closed set to EC2: one that it doesn't know is not malformed, it does not exist.
  invalidInput: (message, field) =>
    /^InstanceTypes?(\.|$)/.test(field)
      ? new AwsError(
          field === "InstanceType" ? "InvalidParameterValue" : "InvalidInstanceType",
          `The following supplied instance types do not exist: [${/Value '([^']*)'/.exec(message)?.[1]}]`,
        )
      : undefined,
};
